// The ticket list.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

/** The address of the tickets that nobody has, the newest on top. */
export const NEWEST = "/tickets?view=unassigned&group=none&sort=-created_at";

export class ListPage {
  readonly grid: Locator;
  readonly views: Locator;
  readonly filters: Locator;
  readonly bulk: Locator;
  readonly search: Locator;

  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {
    this.grid = page.getByRole("grid");
    this.views = page.getByRole("complementary", { name: t("tickets.views") });
    this.filters = page.getByRole("toolbar", { name: t("tickets.filters") });
    this.bulk = page.getByRole("toolbar", { name: t("tickets.bulk.label") });
    this.search = page.getByRole("searchbox", { name: t("tickets.search") });
  }

  /** The row of a ticket, found by a part of what it says. */
  row(text: string): Locator {
    return this.grid.getByRole("row").filter({ hasText: text });
  }

  /** The rows whose promise stands so. */
  group(standing: string): Locator {
    return this.grid.getByRole("rowgroup", { name: this.t(`words.standing.${standing}`) });
  }

  /** The clock in a row: a ring and what is left, said in full when one points at it. */
  clock(text: string): Locator {
    return this.row(text).getByTitle(/échéance|due/);
  }

  /** The row the keys act on. */
  cursorRow(): Locator {
    return this.grid.locator("[role=row].cursor");
  }

  async openTicket(subject: string): Promise<void> {
    await this.row(subject).getByRole("link", { name: subject }).click();
  }

  /** The button behind which changes wait. */
  updates(): Locator {
    return this.page.getByRole("button", { name: /^\d+ (mises? à jour|updates?)$/ });
  }

  view(name: string): Locator {
    return this.views.getByRole("link", { name });
  }

  async select(number: string): Promise<void> {
    await this.grid.getByRole("checkbox", { name: this.t("tickets.select", { number }) }).check();
  }
}
