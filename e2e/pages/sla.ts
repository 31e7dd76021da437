// What is promised: policies, and the terms of the one that is shown.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export class SlaPage {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** The cards, in the order in which the policies are tried. */
  get policies(): Locator {
    return this.page.getByRole("list", { name: this.t("policy.list"), exact: true }).getByRole("link");
  }

  policy(name: string): Locator {
    return this.policies.filter({ hasText: name });
  }

  /** What the edits would have done. */
  get effect(): Locator {
    return this.page.getByRole("region", { name: this.t("policy.effect.title") });
  }

  /** A duration or the thresholds of a priority: `p1`, `first_response`. */
  target(priority: string, column: string): Locator {
    const name = this.t(`policy.targets.cell.${column}`, { priority: priority.toUpperCase() });
    return this.page.getByRole("textbox", { name, exact: true });
  }

  /** What is done when a promise of this priority is broken. */
  breach(priority: string): Locator {
    const name = this.t("policy.targets.cell.on_breach", { priority: priority.toUpperCase() });
    return this.page.getByRole("combobox", { name, exact: true });
  }

  /** Types and leaves the field: it is written in the usual way. */
  async promise(priority: string, column: string, typed: string): Promise<void> {
    await this.target(priority, column).fill(typed);
    await this.target(priority, column).press("Tab");
  }

  /** Opens the menu of a policy and chooses in it. */
  async act(name: string, entry: "rename" | "earlier" | "later" | "delete"): Promise<void> {
    await this.page.getByRole("button", { name: this.t("policy.actions", { name }) }).click();
    await this.page.getByRole("menuitem", { name: this.t(`policy.${entry}`), exact: true }).click();
  }

  /** Makes a policy like the one that is shown. */
  async create(name: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t("policy.new") }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel(this.t("policy.create.name"), { exact: true }).fill(name);
    await dialog.getByRole("button", { name: this.t("policy.create.action"), exact: true }).click();
  }

  async remove(name: string): Promise<void> {
    await this.act(name, "delete");
    await this.page.getByRole("button", { name: this.t("policy.deletion.confirm") }).click();
  }
}
