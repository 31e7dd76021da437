// One browser as its person sees it: the frame, the toasts, and the pages.
import { type Locator, type Page, expect } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";
import { CalendarsPage } from "./calendars.ts";
import { DirectoryPages } from "./directory.ts";
import { DoorPages } from "./door.ts";
import { EmailPages } from "./email.ts";
import { ListPage } from "./list.ts";
import { PortalPages } from "./portal.ts";
import { RoutingPages } from "./routing.ts";
import { SettingsPages } from "./settings.ts";
import { SlaPage } from "./sla.ts";
import { TicketPage } from "./ticket.ts";

export class Screen {
  readonly door: DoorPages;
  readonly list: ListPage;
  readonly ticket: TicketPage;
  readonly portal: PortalPages;
  readonly settings: SettingsPages;
  readonly sla: SlaPage;
  readonly calendars: CalendarsPage;
  readonly routing: RoutingPages;
  readonly directory: DirectoryPages;
  readonly email: EmailPages;

  constructor(
    readonly page: Page,
    readonly t: Words,
  ) {
    this.door = new DoorPages(page, t);
    this.list = new ListPage(page, t);
    this.ticket = new TicketPage(page, t);
    this.portal = new PortalPages(page, t);
    this.settings = new SettingsPages(page, t);
    this.sla = new SlaPage(page, t);
    this.calendars = new CalendarsPage(page, t);
    this.routing = new RoutingPages(page, t);
    this.directory = new DirectoryPages(page, t);
    this.email = new EmailPages(page, t);
  }

  /** The title of the page. */
  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }

  /** The bell, in the rail or in the bar of phones; it says how much is unread. */
  bell(name: string | RegExp = new RegExp(`^${this.t("nav.notifications")}`)): Locator {
    return this.page.getByRole("navigation").getByRole("button", { name, exact: true }).filter({ visible: true });
  }

  /** What the desk tells. */
  notifications(): Locator {
    return this.dialog(this.t("nav.notifications"));
  }

  /** Waits for what is said in passing. */
  async says(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: words }).first()).toBeVisible();
  }

  /** Chooses in the menu under one's own initials. */
  async account(entry: string): Promise<void> {
    const label = this.t("nav.account", { initials: "", name: "" }).replace(/^,\s*|\s*:\s*$/g, "");
    await this.page.getByRole("button", { name: label }).filter({ visible: true }).click();
    await this.page.getByRole("menu").getByText(entry, { exact: true }).click();
  }
}
