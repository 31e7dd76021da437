// The settings of the desk.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export class SettingsPages {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** A cell of the matrix of priorities. */
  cell(impact: string, urgency: string): Locator {
    const words = {
      impact: this.t(`words.impact.${impact}`).toLowerCase(),
      urgency: this.t(`words.urgency.${urgency}`).toLowerCase(),
    };
    return this.page.getByRole("combobox", { name: this.t("settings.matrix.cell", words) });
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: this.t("common.save"), exact: true }).click();
  }
}
