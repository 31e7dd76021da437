// When time counts: calendars, and the hours and closures of the one that is shown.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export class CalendarsPage {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  calendar(name: string): Locator {
    const list = this.page.getByRole("list", { name: this.t("calendar.list"), exact: true });
    return list.getByRole("link").filter({ hasText: name });
  }

  /** The closed days of this year and the next. */
  get closedDays(): Locator {
    return this.page.getByRole("region", { name: this.t("calendar.holidays.title") });
  }

  /** One end of a period of a weekday: `monday`, 1, `from`. */
  time(weekday: string, period: number, end: "from" | "to"): Locator {
    const name = this.words(`calendar.week.${end}`, { day: this.t(`calendar.week.${weekday}`) }, period);
    return this.page.getByRole("textbox", { name, exact: true });
  }

  /** A field of a closure, by its place in the table. */
  closure(place: number, field: "date" | "name" | "yearly"): Locator {
    return this.page.getByLabel(this.words(`calendar.days.${field}_of`, {}, place), { exact: true });
  }

  async open(weekday: string, period: number, from: string, to: string): Promise<void> {
    await this.time(weekday, period, "from").fill(from);
    await this.time(weekday, period, "to").fill(to);
    await this.time(weekday, period, "to").press("Tab");
  }

  async addPeriod(weekday: string): Promise<void> {
    const day = this.t(`calendar.week.${weekday}`).toLowerCase();
    await this.page.getByRole("button", { name: this.t("calendar.week.add_to", { day }) }).click();
  }

  async create(name: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t("calendar.new") }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel(this.t("calendar.create.name"), { exact: true }).fill(name);
    await dialog.getByRole("button", { name: this.t("calendar.create.action"), exact: true }).click();
  }

  async remove(name: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t("calendar.actions", { name }) }).click();
    await this.page.getByRole("menuitem", { name: this.t("calendar.delete"), exact: true }).click();
    await this.page.getByRole("button", { name: this.t("calendar.deletion.confirm") }).click();
  }

  /** A sentence with a number written `{n, number}`. */
  private words(key: string, values: Record<string, string>, n: number): string {
    return this.t(key, values).replace("{n, number}", String(n));
  }
}
