// One browser as its person sees it: the frame, the toasts, and the pages.
import { type Locator, type Page, expect } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";
import { DirectoryPages } from "./directory.ts";
import { DoorPages } from "./door.ts";
import { ListPage } from "./list.ts";
import { PortalPages } from "./portal.ts";
import { SettingsPages } from "./settings.ts";
import { TicketPage } from "./ticket.ts";

export class Screen {
  readonly door: DoorPages;
  readonly list: ListPage;
  readonly ticket: TicketPage;
  readonly portal: PortalPages;
  readonly settings: SettingsPages;
  readonly directory: DirectoryPages;

  constructor(
    readonly page: Page,
    readonly t: Words,
  ) {
    this.door = new DoorPages(page, t);
    this.list = new ListPage(page, t);
    this.ticket = new TicketPage(page, t);
    this.portal = new PortalPages(page, t);
    this.settings = new SettingsPages(page, t);
    this.directory = new DirectoryPages(page, t);
  }

  /** The title of the page. */
  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
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
