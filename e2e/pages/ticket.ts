// The ticket workspace: head, line, conversation, composer, panel.
import { type Locator, type Page, expect } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";
import { DeedForms } from "./deeds.ts";

export class TicketPage {
  readonly main: Locator;
  readonly line: Locator;
  readonly thread: Locator;
  readonly composer: Locator;
  readonly text: Locator;
  readonly panel: Locator;
  readonly promises: Locator;
  readonly queue: Locator;
  readonly forms: DeedForms;

  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {
    this.main = page.getByRole("main");
    this.line = page.getByRole("list", { name: t("line.label") });
    this.thread = page.getByRole("region", { name: t("ticket.timeline.label") });
    this.composer = page.getByRole("region", { name: t("ticket.composer.label") });
    this.text = this.composer.getByRole("textbox");
    this.panel = page.getByRole("complementary", { name: t("ticket.panel.label") });
    this.promises = this.panel.getByRole("region", { name: t("clock.title"), exact: true });
    this.queue = page.getByRole("complementary", { name: t("ticket.queue.label") });
    this.forms = new DeedForms(page, t);
  }

  subject(text: string): Locator {
    return this.main.getByRole("heading", { level: 1, name: text });
  }

  /** The button of a deed beside the number; its key is printed on it. */
  action(deed: string): Locator {
    return this.main.getByRole("button", { name: new RegExp(`^${this.t(`ticket.action.${deed}`)} \\w$`) });
  }

  /** Begins a deed by its button. */
  async begin(deed: string): Promise<void> {
    await this.action(deed).click();
  }

  /** Begins a deed that stands in the menu. */
  async beginFromMenu(deed: string): Promise<void> {
    await this.openMenu();
    const name = this.t(`ticket.action.${deed}`);
    await this.page.getByRole("menuitem", { name, exact: true }).click();
  }

  async openMenu(): Promise<void> {
    await this.main.getByRole("button", { name: this.t("common.more"), exact: true }).click();
  }

  /** One of the six stations. */
  station(stage: string): Locator {
    return this.line.getByRole("listitem").filter({ hasText: this.t(`words.stage.${stage}`) });
  }

  /** Goes to a station: what leads there opens. */
  async goTo(stage: string): Promise<void> {
    await this.station(stage).getByRole("button", { name: this.t(`words.stage.${stage}`) }).click();
  }

  async isAt(stage: string): Promise<void> {
    await expect(this.station(stage)).toHaveAttribute("aria-current", "step");
  }

  async write(kind: "reply" | "note", text: string): Promise<void> {
    await this.composer.getByRole("tab", { name: this.t(`ticket.composer.${kind}`) }).click();
    await this.text.fill(text);
  }

  /** Sends what is written. */
  async send(kind: "reply" | "note"): Promise<void> {
    const label = this.t(kind === "reply" ? "ticket.composer.send" : "ticket.composer.add_note");
    await this.composer.getByRole("button", { name: new RegExp(`^${label}`) }).first().click();
  }

  async reply(text: string): Promise<void> {
    await this.write("reply", text);
    await this.send("reply");
    await expect(this.message(text)).toBeVisible();
  }

  async note(text: string): Promise<void> {
    await this.write("note", text);
    await this.send("note");
    await expect(this.message(text)).toBeVisible();
  }

  message(text: string): Locator {
    return this.thread.getByRole("article").filter({ hasText: text });
  }

  /** The button that explains a clock. */
  why(clock: string): Locator {
    const name = this.t("clock.explain_clock", { clock: this.t(`words.clock.${clock}`) });
    return this.promises.getByRole("button", { name });
  }

  /** The value of a property in the panel. */
  property(label: string): Locator {
    return this.panel.getByRole("button", { name: new RegExp(`^${label}`) });
  }

  /** The notice that someone else was quicker. */
  conflict(): Locator {
    return this.main.getByRole("status").filter({ has: this.page.getByRole("button", { name: this.t("ticket.conflict.mine") }) });
  }
}
