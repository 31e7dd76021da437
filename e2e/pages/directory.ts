// People, organizations, teams and categories.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export class DirectoryPages {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** Opens the dialog for a new person, team, organization or category. */
  async begin(what: "people" | "team" | "organization" | "category" | "settings.agent"): Promise<Locator> {
    const name = this.t(`${what}.new`);
    await this.page.getByRole("button", { name, exact: true }).first().click();
    return this.page.getByRole("dialog");
  }

  /** The row of a table that names this. */
  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }
}
