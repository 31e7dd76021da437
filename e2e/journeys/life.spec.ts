// One ticket from the portal through the six stages to its end, with a detour: not solved.
import { expect, test } from "../fixtures/test.ts";
import { NEWEST } from "../pages/list.ts";

test("a request is led through the six stages until its requester confirms", async ({ desk, open }) => {
  const subject = desk.subject("Le VPN refuse ma connexion");

  const camille = await open(desk.requester, "/portal");
  await camille.portal.card("incident").click();
  await camille.portal.describe("incident", subject, "Depuis ce matin, le message « certificat refusé ».");
  await camille.portal.urgency("high");
  await camille.portal.send();
  await camille.says(/Demande GU-\d+ envoyée/);
  await expect(camille.heading(subject)).toBeVisible();
  await camille.portal.isAt("creation");

  const ines = await open(desk.agent, NEWEST);
  await ines.list.openTicket(subject);
  await expect(ines.ticket.message("certificat refusé")).toBeVisible();
  await ines.ticket.begin("take");
  await ines.ticket.isAt("qualification");
  await camille.portal.isAt("qualification");

  await ines.ticket.goTo("diagnosis");
  await ines.ticket.forms.qualify({ category: "VPN", impact: "service", urgency: "high" });
  await ines.ticket.forms.send("qualify");
  await ines.ticket.isAt("diagnosis");
  await expect(ines.ticket.main.getByTitle("P1 critique").first()).toBeVisible();

  await ines.ticket.begin("escalate");
  const { network, expert } = desk;
  await ines.ticket.forms.hand({ team: network.name, agent: expert.name }, "Il faut un spécialiste", "Journaux joints.");
  await ines.ticket.forms.send("escalate");
  await ines.says(/est transmis au niveau N2/);

  const number = await ines.page.evaluate(() => location.pathname.split("/").pop());
  const karim = await open(desk.expert, `/tickets/${number}`);
  await expect(karim.ticket.message("Journaux joints.")).toContainText("Note interne");
  await karim.ticket.goTo("resolution");
  await karim.ticket.forms.diagnose("Certificat expiré", "Le certificat du serveur a expiré cette nuit.");
  await karim.ticket.forms.send("diagnose");
  await karim.ticket.goTo("documentation");
  await karim.ticket.forms.resolve("resolve", "Certificat renouvelé", "Reconnectez-vous, tout est rétabli.");
  await karim.ticket.forms.send("resolve");
  await karim.ticket.isAt("documentation");

  // The detour: it is not solved after all.
  await expect(camille.portal.message("Reconnectez-vous")).toBeVisible();
  await camille.portal.notSolved("Toujours le même message.");
  await camille.portal.isAt("diagnosis");
  await karim.ticket.isAt("diagnosis");
  await expect(karim.ticket.message("Toujours le même message.")).toBeVisible();

  await karim.ticket.goTo("resolution");
  await karim.ticket.forms.diagnose("Certificat intermédiaire manquant", "La chaîne était incomplète.");
  await karim.ticket.forms.send("diagnose");
  await karim.ticket.goTo("documentation");
  await karim.ticket.forms.resolve("resolve", "Chaîne complète installée", "Cette fois la chaîne est complète.");
  await karim.ticket.forms.send("resolve");
  await karim.ticket.goTo("closure");
  await karim.ticket.forms.document("Installer la chaîne complète avec chaque certificat.");
  await karim.ticket.forms.send("document");
  await karim.ticket.isAt("closure");

  await camille.portal.confirm();
  await camille.says("Merci. La demande est clôturée.");
  await expect(camille.page.getByText("Répondre la rouvre.")).toBeVisible();
  await expect(karim.ticket.main.getByText("Résolution confirmée")).toBeVisible();
  await expect(karim.ticket.action("reopen")).toBeVisible();

  const [ticket] = (await desk.api().get<{ items: { id: number }[] }>(`/tickets?view=all&q=${number}`)).items;
  const closed = await desk.api().ticket(ticket!.id);
  expect(closed).toMatchObject({
    stage: "closure",
    status: "closed",
    close_code: "confirmed",
    level: "n2",
    priority: "p1",
    reopen_count: 1,
    escalation_count: 1,
    assignee: { name: expert.name },
  });
  const story = await desk.api().story(closed.id);
  for (const kind of ["created", "classified", "escalated", "diagnosed", "resolved", "reopened", "documented", "confirmed", "closed"]) {
    expect(story).toContain(kind);
  }
});

test("what stands between a deed and its end is said beside the field", async ({ desk, open }) => {
  const ticket = await desk.taken("Écran noir");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.goTo("diagnosis");
  await ines.ticket.forms.submit("qualify");
  const form = ines.ticket.forms.form("qualify");
  await expect(form.getByText("Choisissez une catégorie.")).toBeVisible();
  await expect(form.getByText("Choisissez l’impact et l’urgence.")).toBeVisible();
  await ines.ticket.isAt("qualification");
  expect((await desk.api().ticket(ticket.id)).version).toBe(ticket.version);
});
