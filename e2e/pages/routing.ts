// How tickets find their team and their agent, and who is absent.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";
import { choose, pick } from "./fields.ts";

export class RoutingPages {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** Goes to a part of the routing. */
  async part(part: "teams" | "rules" | "skills" | "agents"): Promise<void> {
    const parts = this.page.getByRole("navigation", { name: this.t("routing.parts") });
    await parts.getByRole("link", { name: this.t(`routing.part.${part}`), exact: true }).click();
  }

  /** How the tickets of a team find their agent. */
  method(team: string): Locator {
    return this.page.getByRole("combobox", { name: this.t("routing.method.of", { team }), exact: true });
  }

  /** The rules, in the order in which they are tried. */
  get rules(): Locator {
    return this.page.getByRole("list", { name: this.t("routing.rule.list") }).getByRole("listitem");
  }

  /** The button that is the name of a rule. */
  rule(name: string): Locator {
    return this.page.getByRole("button", { name: this.t("routing.rule.edit", { name }), exact: true });
  }

  /** A rule that leads tickets of a category to a team. */
  async addRule(name: string, category: string, team: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t("routing.rule.new") }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel(this.t("routing.rule.field.name"), { exact: true }).fill(name);
    await choose(dialog, this.t("condition.categories"), category);
    await pick(dialog.getByLabel(this.t("routing.rule.field.team"), { exact: true }), team);
    await dialog.getByRole("button", { name: this.t("routing.rule.create"), exact: true }).click();
  }

  async addSkill(name: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t("routing.skill.new") }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel(this.t("routing.skill.field"), { exact: true }).fill(name);
    await dialog.getByRole("button", { name: this.t("routing.skill.create"), exact: true }).click();
  }

  /** Opens what the routing knows of an agent. */
  async editAgent(name: string): Promise<Locator> {
    await this.page.getByRole("button", { name: this.t("routing.agent.edit", { name }), exact: true }).click();
    return this.page.getByRole("dialog");
  }

  /** Enters an absence; local times as a field takes them: `2027-05-03T08:00`. */
  async addAbsence(from: string, until: string, { person, replacement }: { person?: string; replacement?: string }): Promise<void> {
    await this.page.getByRole("button", { name: this.t("absence.new") }).click();
    const dialog = this.page.getByRole("dialog");
    if (person) {
      await dialog.getByRole("combobox", { name: this.t("absence.field.person"), exact: true }).press("Backspace");
      await choose(dialog, this.t("absence.field.person"), person);
    }
    await dialog.getByLabel(this.t("absence.field.from"), { exact: true }).fill(from);
    await dialog.getByLabel(this.t("absence.field.until"), { exact: true }).fill(until);
    if (replacement) await choose(dialog, this.t("absence.field.replacement"), replacement);
    await dialog.getByRole("button", { name: this.t("absence.create"), exact: true }).click();
  }
}
