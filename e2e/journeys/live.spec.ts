// What happens elsewhere appears without a reload, and never moves what is being read.
import { expect, test } from "../fixtures/test.ts";

test("a row in the list changes where it stands", async ({ desk, open }) => {
  const ticket = await desk.request("Clavier collant");
  const ines = await open(desk.agent, "/tickets?view=open&group=none");
  const row = ines.list.row(ticket.subject);
  await expect(row).toContainText("Création");
  await desk.api(desk.expert).deed(ticket.id, "take");
  await expect(row).toContainText("Qualification");
  await expect(row.getByRole("img", { name: "Karim Benali" })).toBeVisible();
});

test("new tickets wait behind a number until one asks for them", async ({ desk, open }) => {
  const asker = await desk.enter({ name: "Nadia Benoît" });
  const before = await desk.request("Premier ticket", {}, asker);
  const ines = await open(desk.agent, `/tickets?view=unassigned&requester_id=${asker.id}`);
  await expect(ines.list.row(before.subject)).toBeVisible();
  const arrived = await desk.request("Second ticket", {}, asker);
  await expect(ines.list.updates()).toBeVisible();
  await expect(ines.list.row(arrived.subject)).toBeHidden();
  await ines.list.updates().click();
  await expect(ines.list.row(arrived.subject)).toBeVisible();
  await expect(ines.list.updates()).toBeHidden();
});

test("an open ticket shows what a colleague does to it", async ({ desk, open }) => {
  const ticket = await desk.taken("Disque plein");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.isAt("qualification");
  await desk.api(desk.expert).deed(ticket.id, "note", { body: "J’ai libéré 20 Go." });
  await expect(ines.ticket.message("J’ai libéré 20 Go.")).toContainText("Note interne");
  await desk.api(desk.expert).deed(ticket.id, "rename", { subject: "Disque D plein" });
  await expect(ines.ticket.subject("Disque D plein")).toBeVisible();
});

test("the portal shows an answer as it comes", async ({ desk, open }) => {
  const ticket = await desk.request("Question sur les congés");
  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.heading(ticket.subject)).toBeVisible();
  await desk.api(desk.agent).deed(ticket.id, "reply", { body: "Le formulaire est sur l’intranet." });
  await expect(camille.portal.message("Le formulaire est sur l’intranet.")).toContainText("Inès Laurent");

  const home = await open(desk.requester, "/portal/requests");
  await expect(home.portal.request(ticket.subject)).toContainText("Qualification");
  await desk.api(desk.agent).deed(ticket.id, "hold", { reason: "requester" });
  await expect(home.portal.request(ticket.subject)).toContainText("En attente de votre réponse");
});
