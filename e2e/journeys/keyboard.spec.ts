// Everything an agent does all day, without a pointer.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

/** Walks with the tab key until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 30; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the tab key does not lead to ${target}`);
}

test("an agent walks the list, selects, opens, answers and leads a ticket with keys", async ({ desk, open }) => {
  const agent = desk.api(desk.agent);
  const tag = `clavier${Date.now()}`;
  const first = await desk.taken("Première panne");
  const second = await desk.taken("Deuxième panne");
  for (const ticket of [first, second]) await agent.deed(ticket.id, "tag", { add: [tag], remove: [] });

  const { page, list, ticket } = await open(desk.agent, `/tickets?view=open&tag=${tag}&group=none&sort=created_at`);
  const { keyboard } = page;
  await expect(list.row(second.subject)).toBeVisible();

  await keyboard.press("j");
  await expect(list.cursorRow()).toContainText(first.subject);
  await keyboard.press("j");
  await expect(list.cursorRow()).toContainText(second.subject);
  await keyboard.press("x");
  await expect(list.row(second.subject)).toHaveAttribute("aria-selected", "true");
  await expect(list.bulk).toContainText("1 ticket");
  await keyboard.press("Escape");
  await expect(list.bulk).toBeHidden();
  await keyboard.press("k");
  await expect(list.cursorRow()).toContainText(first.subject);
  await keyboard.press("Enter");

  await expect(ticket.subject(first.subject)).toBeFocused();
  await keyboard.press("j");
  await expect(ticket.subject(second.subject)).toBeVisible();
  await keyboard.press("k");
  await expect(ticket.subject(first.subject)).toBeVisible();

  await keyboard.press("r");
  await expect(ticket.text).toBeFocused();
  await keyboard.type("Je regarde.");
  await keyboard.press("Control+Enter");
  await expect(ticket.message("Je regarde.")).toContainText("réponse publique");
  await keyboard.press("Escape");
  await keyboard.press("n");
  await expect(ticket.text).toBeFocused();
  await keyboard.type("Voir avec le réseau.");
  await keyboard.press("Control+Enter");
  await expect(ticket.message("Voir avec le réseau.")).toContainText("Note interne");
  await keyboard.press("Escape");

  await keyboard.press("s");
  const form = ticket.forms.form("qualify");
  await expect(form.locator(":focus")).toBeVisible();
  await tabTo(page, form.getByRole("combobox", { name: "Catégorie" }));
  await keyboard.type("VPN");
  await expect(form.getByRole("listbox").getByRole("option", { name: "VPN" })).toBeVisible();
  await keyboard.press("Enter");
  await tabTo(page, form.getByRole("radio").first());
  await keyboard.press("ArrowRight");
  await expect(ticket.forms.cell(form, "person", "medium")).toBeChecked();
  await keyboard.press("Control+Enter");
  await ticket.isAt("diagnosis");

  await keyboard.press("u");
  await expect(list.row(first.subject)).toContainText("Diagnostic");
  await keyboard.press("g");
  await expect(page.getByRole("status").filter({ hasText: "Mes tickets" })).toBeVisible();
  await keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Mes tickets" })).toBeVisible();
  await keyboard.press("g");
  await keyboard.press("t");
  await expect(page).toHaveURL(/\/tickets/);
  await expect(page.getByRole("heading", { level: 1, name: "À traiter" })).toBeVisible();

  await keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Raccourcis clavier" });
  await expect(help).toContainText("Ticket suivant");
  await keyboard.press("Escape");
  await expect(help).toBeHidden();
  await keyboard.press("/");
  await expect(list.search).toBeFocused();
});

test("letters do nothing while one types, and can be switched off", async ({ desk, open }) => {
  const ticket = await desk.taken("Touche coincée");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await expect(ines.ticket.subject(ticket.subject)).toBeVisible();
  await ines.page.keyboard.press("r");
  await expect(ines.ticket.text).toBeFocused();
  await ines.page.keyboard.type("senjx?");
  await expect(ines.ticket.text).toHaveValue("senjx?");
  await expect(ines.page.getByRole("dialog")).toBeHidden();
  await ines.page.keyboard.press("Escape");

  await ines.page.keyboard.press("?");
  await ines.page.getByRole("switch", { name: "Raccourcis à une lettre" }).uncheck();
  await ines.page.keyboard.press("Escape");
  await ines.page.keyboard.press("s");
  await ines.page.keyboard.press("e");
  await expect(ines.ticket.forms.form("qualify")).toBeHidden();
  await expect(ines.ticket.forms.form("escalate")).toBeHidden();
});

test("a requester asks and answers with the tab key", async ({ desk, open }) => {
  const subject = desk.subject("Sans souris");
  const { page, portal } = await open(desk.requester, "/portal");
  await expect(page.getByRole("heading", { level: 1, name: /Bonjour Camille/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
  await tabTo(page, portal.card("question"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Poser une question" })).toBeFocused();
  await tabTo(page, page.getByLabel("Votre question"));
  await page.keyboard.type(subject);
  await tabTo(page, page.getByLabel("Ce qu’il faut savoir pour vous répondre"));
  await page.keyboard.type("Ma souris est en panne.");
  await tabTo(page, page.getByRole("button", { name: "Envoyer la demande" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeFocused();
});
