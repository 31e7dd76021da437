// Waiting: for the requester, for a date, and how it ends.
import { expect, test } from "../fixtures/test.ts";

test("an answer of the requester ends the wait for it", async ({ desk, open }) => {
  const ticket = await desk.qualified("Boîte partagée introuvable");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.reply("Quel est le nom de la boîte ?");
  await ines.ticket.begin("hold");
  await ines.ticket.forms.hold("requester");
  await ines.ticket.forms.send("hold");
  await expect(ines.ticket.station("diagnosis")).toContainText("en attente");
  await expect(ines.ticket.action("resume")).toBeVisible();

  const camille = await open(desk.requester, "/portal");
  await expect(camille.portal.request(ticket.subject)).toContainText("En attente de votre réponse");
  await camille.portal.request(ticket.subject).click();
  await expect(camille.page.getByText("Nous attendons votre réponse")).toBeVisible();
  await camille.portal.reply("Elle s’appelle Ventes.");
  await expect(camille.page.getByText("Nous attendons votre réponse")).toBeHidden();

  await expect(ines.ticket.message("Elle s’appelle Ventes.")).toBeVisible();
  await expect(ines.ticket.action("resume")).toBeHidden();
  await expect(ines.ticket.action("hold")).toBeVisible();
  expect(await desk.api().story(ticket.id)).toContain("resumed");
});

test("a scheduled wait needs its date, and can be ended by hand", async ({ desk, open }) => {
  const ticket = await desk.qualified("Remplacement du serveur");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.begin("hold");
  await ines.ticket.forms.hold("scheduled");
  await ines.ticket.forms.submit("hold");
  await expect(ines.ticket.forms.form("hold").getByText("Indiquez une date à venir.")).toBeVisible();
  await ines.ticket.forms.hold("scheduled", "2099-03-12T14:00");
  await ines.ticket.forms.send("hold");
  await expect(ines.ticket.station("diagnosis")).toContainText("12 mars 2099");

  await ines.page.goto("/tickets?view=on_hold&group=none");
  await ines.list.openTicket(ticket.subject);
  await ines.ticket.begin("resume");
  await ines.says(/reprend/);
  await expect(ines.ticket.station("diagnosis")).not.toContainText("en attente");
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ status: "open", stage: "diagnosis" });
});

test("a reply can be sent and put the ticket on hold in one go", async ({ desk, open }) => {
  const ticket = await desk.qualified("Badge refusé");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.write("reply", "À quelle porte ?");
  await ines.ticket.composer.getByRole("button", { name: "Autres façons d’envoyer" }).click();
  await ines.page.getByRole("menuitem", { name: "Envoyer et mettre en attente du demandeur" }).click();
  await expect(ines.ticket.message("À quelle porte ?")).toBeVisible();
  await expect(ines.ticket.action("resume")).toBeVisible();
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ status: "waiting_requester" });
});
