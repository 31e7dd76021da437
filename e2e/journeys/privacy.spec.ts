// What a requester must never see: notes, other people's requests, the agents' workspace.
import { expect, test } from "../fixtures/test.ts";

test("a requester never sees notes, levels, priorities or internal events", async ({ desk, open }) => {
  const ticket = await desk.qualified("Mot de passe oublié");
  const agent = desk.api(desk.agent);
  await agent.deed(ticket.id, "note", { body: "Troisième fois ce mois-ci." });
  await agent.deed(ticket.id, "escalate", {
    level: "n2",
    reason: "Compte verrouillé au niveau du domaine",
    note: "À voir avec le domaine.",
  });
  await agent.deed(ticket.id, "reply", { body: "Nous regardons." });

  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.portal.message("Nous regardons.")).toBeVisible();
  for (const hidden of ["Troisième fois", "À voir avec le domaine", "Compte verrouillé", "N2", "P3"]) {
    await expect(camille.page.getByText(hidden), hidden).toHaveCount(0);
  }
  const wire = JSON.stringify([
    await desk.api(desk.requester).get(`/tickets/${ticket.id}`),
    await desk.api(desk.requester).get(`/tickets/${ticket.id}/messages`),
    await desk.api(desk.requester).get(`/tickets/${ticket.id}/events`),
  ]);
  for (const hidden of ["Troisième fois", "À voir avec le domaine", "Compte verrouillé", '"n2"', '"p3"']) {
    expect(wire).not.toContain(hidden);
  }
});

test("a note that arrives while the requester looks on stays unseen", async ({ desk, open }) => {
  const ticket = await desk.taken("Dossier partagé");
  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.heading(ticket.subject)).toBeVisible();
  await desk.api(desk.agent).deed(ticket.id, "note", { body: "Note discrète." });
  await desk.api(desk.agent).deed(ticket.id, "reply", { body: "Réponse publique." });
  await expect(camille.portal.message("Réponse publique.")).toBeVisible();
  await expect(camille.page.getByText("Note discrète.")).toHaveCount(0);
});

test("the agents' pages do not exist for a requester", async ({ desk, open }) => {
  const ticket = await desk.request("Ma demande");
  const camille = await open(desk.requester, "/portal");
  for (const path of ["/tickets", `/tickets/${ticket.number}`, "/contacts", "/organizations", "/settings/organization", "/settings/agents"]) {
    await camille.page.goto(path);
    await expect(camille.heading("Page introuvable"), path).toBeVisible();
  }
});

test("someone else's request is not found, by page and by API", async ({ desk, open }) => {
  const other = await desk.enter({ name: "Yanis Moreau" });
  const ticket = await desk.request("Affaire privée", {}, other);
  const camille = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(camille.heading("Page introuvable")).toBeVisible();
  await expect(camille.page.getByText("Affaire privée")).toHaveCount(0);
  await expect(desk.api(desk.requester).ticket(ticket.id)).rejects.toMatchObject({ status: 404, code: "not_found" });
});

test("an agent bound to teams does not see the tickets of another", async ({ desk, open }) => {
  const bound = await desk.enter({ name: "Lucas Simon", role: "agent", scope: "teams", team_ids: [desk.network.id] });
  const ticket = await desk.request("Réservé au centre de services");
  await desk.api(desk.agent).deed(ticket.id, "assign", { team_id: desk.service.id });
  const lucas = await open(bound, `/tickets/${ticket.number}`);
  await expect(lucas.heading("Page introuvable")).toBeVisible();
});
