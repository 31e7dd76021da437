// The short forms of deeds, docked above the composer.
import { type Locator, type Page, expect } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";
import { choose, pick, press } from "./fields.ts";

export interface Nature {
  category: string;
  impact: string;
  urgency: string;
  kind?: string;
}

export class DeedForms {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** The open form of a deed. */
  form(deed: string): Locator {
    return this.page.getByRole("region", { name: this.t(`ticket.action.${deed}`), exact: true });
  }

  /** Sends the form; it closes when the deed is done. */
  async send(deed: string): Promise<void> {
    await this.submit(deed);
    await expect(this.form(deed)).toBeHidden();
  }

  /** Presses its button, whatever comes of it. */
  async submit(deed: string): Promise<void> {
    const name = new RegExp(`^${this.t(`ticket.action.${deed}`)}( Ctrl ↵)?$`);
    await this.form(deed).getByRole("button", { name }).click();
  }

  async qualify(nature: Nature, team?: string): Promise<void> {
    const form = this.form("qualify");
    await this.nature(form, nature);
    if (team) await pick(form.getByLabel(this.t("ticket.field.team")), team);
  }

  async nature(form: Locator, { kind, category, impact, urgency }: Nature): Promise<void> {
    if (kind) await press(form, this.t("ticket.field.kind"), this.t(`words.kind_short.${kind}`));
    await choose(form, this.t("ticket.field.category"), category);
    await this.weigh(form, impact, urgency);
  }

  /** Presses a cell of the matrix. */
  async weigh(form: Locator, impact: string, urgency: string): Promise<void> {
    await this.cell(form, impact, urgency).check({ force: true });
  }

  cell(form: Locator, impact: string, urgency: string): Locator {
    const words = {
      impact: this.t(`words.impact.${impact}`).toLowerCase(),
      urgency: this.t(`words.urgency.${urgency}`).toLowerCase(),
      priority: "P",
    };
    return form.getByRole("radio", { name: this.t("matrix.cell", words) });
  }

  async diagnose(cause: string, findings: string): Promise<void> {
    const form = this.form("diagnose");
    await form.getByLabel(this.t("ticket.field.cause"), { exact: true }).fill(cause);
    await form.getByLabel(this.t("ticket.field.findings")).fill(findings);
  }

  async resolve(deed: "resolve" | "solve", solution: string, message?: string): Promise<void> {
    const form = this.form(deed);
    await form.getByLabel(this.t("ticket.field.solution")).fill(solution);
    if (message) await form.getByLabel(this.t("ticket.field.message")).fill(message);
  }

  async document(learnt: string): Promise<void> {
    await this.form("document").getByLabel(this.t("ticket.field.learnt")).fill(learnt);
  }

  async hand(to: { level?: string; team?: string; agent?: string }, reason: string, note: string): Promise<void> {
    const form = this.form("escalate");
    if (to.level) await form.getByLabel(this.t("ticket.field.level"), { exact: true }).selectOption(to.level);
    if (to.team) await pick(form.getByLabel(this.t("ticket.field.team")), to.team);
    if (to.agent) await choose(form, this.t("ticket.field.assignee"), to.agent);
    await form.getByLabel(this.t("ticket.field.reason")).fill(reason);
    await form.getByLabel(this.t("ticket.field.handover")).fill(note);
  }

  async hold(reason: string, until?: string): Promise<void> {
    const form = this.form("hold");
    await press(form, this.t("ticket.field.hold_reason"), this.t(`words.hold.${reason}`));
    if (until) await form.getByLabel(this.t("ticket.field.until")).fill(until);
  }

  async because(deed: string, reason: string): Promise<void> {
    await this.form(deed).getByLabel(this.t("ticket.field.reason")).fill(reason);
  }
}
