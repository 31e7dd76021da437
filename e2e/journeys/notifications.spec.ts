// The bell: what the desk tells, where it leads, and what is read.
import { PHONE, expect, test } from "../fixtures/test.ts";

// The desk looks at its clocks on its own.
const SOON = { timeout: 30_000 };

test("a promise in danger rings the bell of whoever has the ticket", async ({ desk, open }) => {
  const lea = await desk.enter({ name: "Léa Fournier", role: "agent" });
  const screen = await open(lea, "/tickets?view=mine");
  await screen.bell().click();
  await expect(screen.notifications()).toContainText("Aucune notification");
  await screen.page.keyboard.press("Escape");
  await expect(screen.notifications()).toBeHidden();
  await expect(screen.bell()).toBeFocused();

  const tag = `danger${Date.now()}`;
  await desk.promise(tag, { resolution: 1, warn_at: [1] });
  const ticket = await desk.tagged("Serveur presque plein", tag, lea);
  await expect(screen.bell("Notifications, 1 non lue")).toBeVisible(SOON);

  await screen.bell().click();
  const line = screen.notifications().getByRole("link", { name: ticket.number });
  await expect(line).toContainText("Résolution à risque : 1 % du délai utilisé");
  await expect(line.getByRole("img", { name: "Non lue" })).toBeVisible();
  // What was shown counts as read.
  await expect(screen.bell("Notifications")).toBeVisible();
  await screen.notifications().getByRole("button", { name: "Tout marquer comme lu" }).click();
  await expect(line.getByRole("img", { name: "Non lue" })).toBeHidden();

  await line.click();
  await expect(screen.ticket.subject(ticket.subject)).toBeVisible();
  await expect(screen.notifications()).toBeHidden();
  await screen.ticket.thread.getByRole("button", { name: /événement/ }).last().click();
  await expect(screen.ticket.thread).toContainText("Résolution à risque : 1 % du délai utilisé.");
});

test("an open ticket and its row hear of an alarm, and it is said aloud", async ({ desk, open }) => {
  const tag = `alarme${Date.now()}`;
  await desk.promise(tag, { resolution: 1, warn_at: [30] });
  const ticket = await desk.tagged("Sauvegarde interrompue", tag);
  const list = await open(desk.agent, `/tickets?view=open&tag=${tag}`);
  await expect(list.list.row(ticket.number)).toContainText("Dans les délais");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await expect(ines.ticket.promises).toContainText("Échéance");
  await expect(ines.ticket.promises).toContainText("à risque", SOON);
  await ines.says("Résolution à risque");
  await expect(list.list.row(ticket.number)).toContainText("À risque", SOON);
});

test("on a phone the bell is in the bar, and its list comes up from below", async ({ desk, open }) => {
  const ines = await open(desk.agent, "/tickets?view=mine", { viewport: PHONE });
  await ines.bell().click();
  const sheet = ines.notifications();
  await expect(sheet.getByRole("heading", { name: "Notifications" })).toBeVisible();
  await sheet.getByRole("button", { name: "Fermer" }).click();
  await expect(sheet).toBeHidden();
});
