// Mail: its settings, what a message was as a mail, and the pages that links from letters open.
import type { Locator, Page } from "@playwright/test";
import type { Words } from "../fixtures/words.ts";

export type EmailPart = "mailboxes" | "sending" | "intake" | "satisfaction" | "templates" | "quarantine" | "outbox";

export class EmailPages {
  constructor(
    private readonly page: Page,
    private readonly t: Words,
  ) {}

  /** Goes to another part of the settings. */
  async goTo(part: EmailPart): Promise<void> {
    const parts = this.page.getByRole("navigation", { name: this.t("post.parts") });
    await parts.getByRole("link", { name: this.t(`post.part.${part}`), exact: true }).click();
  }

  /** Opens the dialog for a new mailbox. */
  async newMailbox(): Promise<MailboxDialog> {
    await this.page.getByRole("button", { name: this.t("post.mailbox.new") }).click();
    return new MailboxDialog(this.page.getByRole("dialog"), this.t);
  }

  /** Opens the dialog of a mailbox. */
  async editMailbox(name: string): Promise<MailboxDialog> {
    await this.page.getByRole("button", { name: this.t("post.mailbox.edit", { name }) }).click();
    return new MailboxDialog(this.page.getByRole("dialog"), this.t);
  }

  /** The row of a table that names this. */
  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  /** Opens the words of a letter. */
  async letter(kind: string, language: string): Promise<void> {
    const letter = this.t(`post.letter.${kind}`);
    const name = this.t("post.template.edit_name", { letter, language });
    await this.page.getByRole("link", { name, exact: true }).click();
  }

  /** The subject and the text of the letter that is open. */
  get subject(): Locator {
    return this.page.getByLabel(this.t("post.template.subject"), { exact: true });
  }

  get body(): Locator {
    return this.page.getByLabel(this.t("post.template.body"), { exact: true });
  }

  /** How the letter would look. */
  get preview(): Locator {
    return this.page.getByRole("region", { name: this.t("post.template.preview") }).first();
  }

  /** Presses one of the actions on the mail of a sender in quarantine. */
  async decide(action: "release_of" | "dismiss", sender: string): Promise<void> {
    await this.page.getByRole("button", { name: this.t(`post.quarantine.${action}`, { sender }) }).click();
  }

  /** One of the switches of the account: what is sent by mail. */
  choice(what: "requests" | "surveys" | "tickets" | "alerts"): Locator {
    return this.page.getByRole("switch", { name: this.t(`account.mails.${what}`) });
  }

  /** The stars, as one says them. */
  score(words: string): Locator {
    return this.page.getByRole("radio", { name: words });
  }
}

export class MailboxDialog {
  constructor(
    readonly dialog: Locator,
    private readonly t: Words,
  ) {}

  field(key: string): Locator {
    return this.dialog.getByLabel(this.t(key), { exact: true });
  }

  async identify(name: string, address: string): Promise<void> {
    await this.field("post.mailbox.field.name").fill(name);
    await this.field("post.mailbox.field.address").fill(address);
  }

  /** Where its mails are fetched. */
  async fetchFrom(host: string, user: string, secret: string): Promise<void> {
    await this.field("post.server.host").fill(host);
    await this.field("post.server.user").fill(user);
    await this.field("post.server.secret").fill(secret);
  }

  async byGateway(): Promise<void> {
    await this.dialog.getByRole("button", { name: this.t("post.mailbox.by_gateway") }).click();
  }

  async send(what: "post.mailbox.create" | "common.save"): Promise<void> {
    await this.dialog.getByRole("button", { name: this.t(what), exact: true }).click();
  }
}
