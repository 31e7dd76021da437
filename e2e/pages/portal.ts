// The requesters' portal: home, a new request, my requests, one request.
import { type Locator, type Page, expect } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export type RequestForm = "incident" | "access" | "equipment" | "question";

export class PortalPages {
  readonly line: Locator;
  readonly exchange: Locator;
  readonly details: Locator;

  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {
    this.line = page.getByRole("list", { name: t("line.label") });
    this.exchange = page.getByRole("region", { name: t("portal.request.exchange") });
    this.details = page.getByRole("complementary", { name: t("portal.request.details.region") });
  }

  /** The card that leads to a form. */
  card(form: RequestForm): Locator {
    return this.page.getByRole("link", { name: this.t(`portal.form.${form}.name`) });
  }

  /** Fills in the form of a new request. */
  async describe(form: RequestForm, subject: string, body: string): Promise<void> {
    await this.page.getByLabel(this.t(`portal.form.${form}.subject`)).fill(subject);
    await this.page.getByLabel(this.t(`portal.form.${form}.body`)).fill(body);
  }

  async urgency(level: "low" | "medium" | "high"): Promise<void> {
    await this.page.getByRole("radio", { name: this.t(`portal.new.urgency_${level}`) }).check();
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: this.t("portal.new.submit") }).click();
  }

  /** The line of a request in a list. */
  request(subject: string): Locator {
    return this.page.getByRole("main").getByRole("link", { name: subject });
  }

  async isAt(stage: string): Promise<void> {
    const station = this.line.getByRole("listitem").filter({ hasText: this.t(`words.stage.${stage}`) });
    await expect(station).toHaveAttribute("aria-current", "step");
  }

  /** A message that has arrived; what is still being sent does not count. */
  message(text: string): Locator {
    const arrived = this.page.locator("article:not([aria-busy=true])");
    return this.exchange.getByRole("article").and(arrived).filter({ hasText: text });
  }

  async reply(text: string): Promise<void> {
    await this.exchange.getByLabel(this.t("portal.request.reply")).fill(text);
    await this.exchange.getByRole("button", { name: this.t("portal.request.send"), exact: true }).click();
    await expect(this.message(text)).toBeVisible();
  }

  /** The card that asks whether it is solved. */
  question(): Locator {
    return this.page.getByRole("region", { name: this.t("portal.request.confirm.title") });
  }

  async confirm(): Promise<void> {
    await this.question().getByRole("button", { name: this.t("portal.request.confirm.yes") }).click();
  }

  async notSolved(still: string): Promise<void> {
    const card = this.question();
    await card.getByRole("button", { name: this.t("portal.request.confirm.no") }).click();
    await card.getByLabel(this.t("portal.request.confirm.still")).fill(still);
    await card.getByRole("button", { name: this.t("portal.request.confirm.reopen") }).click();
  }
}
