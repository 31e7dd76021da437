// Quick solving: most requests end at first contact, with one form instead of six.
import { expect, test } from "../fixtures/test.ts";

test("an agent takes and solves a request with one form", async ({ desk, open }) => {
  const ticket = await desk.request("Imprimante hors ligne");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.begin("take");
  await ines.ticket.isAt("qualification");
  await ines.ticket.goTo("resolution");

  const form = ines.ticket.forms.form("solve");
  await ines.ticket.forms.nature(form, { category: "Imprimante", impact: "person", urgency: "medium" });
  await form.getByLabel("Cause probable").fill("Pilote bloqué");
  await ines.ticket.forms.resolve("solve", "Service d’impression relancé", "C’est reparti, vous pouvez imprimer.");
  await form.getByText("Documenter dans le même geste").click();
  await form.getByLabel("Ce qui a été appris").fill("Relancer le service avant de réinstaller.");
  await ines.ticket.forms.send("solve");
  await ines.ticket.isAt("closure");
  await expect(ines.ticket.message("C’est reparti, vous pouvez imprimer.")).toBeVisible();

  const story = await desk.api().story(ticket.id);
  for (const kind of ["classified", "diagnosed", "resolved", "documented"]) expect(story).toContain(kind);

  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await camille.portal.confirm();
  await camille.says("Merci. La demande est clôturée.");
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ status: "closed", close_code: "confirmed" });
});

test("a confirmation that comes before the documentation closes the ticket once it is written", async ({ desk, open }) => {
  const ticket = await desk.qualified("Accès au dossier");
  await desk.api(desk.agent).deed(ticket.id, "solve", {
    cause: "Droits perdus",
    code: "fixed",
    solution: "Les droits sont rétablis.",
  });
  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await camille.portal.confirm();
  await expect(camille.page.getByText("L’équipe termine le dossier.")).toBeVisible();

  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.goTo("closure");
  await ines.ticket.forms.document("Vérifier les droits après chaque migration.");
  await ines.ticket.forms.send("document");
  await expect(ines.ticket.main.getByText("Résolution confirmée")).toBeVisible();
  await expect(camille.page.getByText("Répondre la rouvre.")).toBeVisible();
});
