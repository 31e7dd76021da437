// Before one is inside: sign-in and the first set-up.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export class DoorPages {
  readonly signInHeading: Locator;
  readonly setupHeading: Locator;

  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {
    this.signInHeading = page.getByRole("heading", { level: 1, name: t("login.title") });
    this.setupHeading = page.getByRole("heading", { level: 1, name: t("setup.title") });
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel(this.t("login.email")).fill(email);
    await this.page.getByLabel(this.t("login.password"), { exact: true }).fill(password);
    await this.page.getByRole("button", { name: this.t("login.submit"), exact: true }).click();
  }

  async setUp(first: { desk: string; name: string; email: string; password: string }): Promise<void> {
    await this.page.getByLabel(this.t("setup.desk")).fill(first.desk);
    await this.page.getByLabel(this.t("setup.name")).fill(first.name);
    await this.page.getByLabel(this.t("setup.email")).fill(first.email);
    await this.page.getByLabel(this.t("setup.password"), { exact: true }).fill(first.password);
    await this.page.getByRole("button", { name: this.t("setup.submit") }).click();
  }

  /** The field with this label. */
  field(key: string): Locator {
    return this.page.getByLabel(this.t(key), { exact: true });
  }
}
