// What a supervisor settles of the promises: policies, targets, and what a change would have done.
import { Desk } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

interface Policy {
  id: number;
  version: number;
  name: string;
  active: boolean;
  terms: { targets: Record<string, { resolution: number | null; warn_at: number[] }>; conditions: { organization_ids: number[] } };
}

/** The policies of a desk, as the API tells them. */
const policiesOf = async (desk: Desk) => (await desk.api().get<{ items: Policy[] }>("/sla_policies")).items;

test("a supervisor begins with the standard policy and changes it", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/sla");
  await expect(sophie.page.getByText("Aucun engagement pour l’instant")).toBeVisible();
  await sophie.page.getByRole("button", { name: "Créer la politique « Standard »" }).click();
  await sophie.says("Politique Standard créée");
  await expect(sophie.sla.policy("Standard")).toContainText("Toutes les organisations");
  await expect(sophie.sla.target("p1", "first_response")).toHaveValue(/^15\smin$/);
  await expect(sophie.sla.breach("p4")).toHaveValue("none");

  await sophie.sla.promise("p3", "resolution", "90");
  await expect(sophie.sla.target("p3", "resolution")).toHaveValue(/^1\sh\s30$/);
  await sophie.sla.promise("p3", "warn_at", "90, 60");
  await expect(sophie.sla.target("p3", "warn_at")).toHaveValue(/^60\s%, 90\s%$/);
  await expect(sophie.page.getByText("2 modifications", { exact: true })).toBeVisible();

  await sophie.page.getByRole("link", { name: "Calendriers" }).click();
  const leaving = sophie.dialog("Quitter sans enregistrer ?");
  await leaving.getByRole("button", { name: "Rester" }).click();
  await sophie.settings.save();
  await sophie.says("Modifications enregistrées");
  await expect(sophie.page.getByText("2 modifications", { exact: true })).toBeHidden();
  const [standard] = await policiesOf(desk);
  expect(standard!.terms.targets["p3"]).toMatchObject({ resolution: 90, warn_at: [60, 90] });
});

test("the effect follows what is typed, before it is saved", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  await desk.taken("Sans réponse");
  const sophie = await visit(desk.server, desk.supervisor, "/settings/sla");
  await sophie.page.getByRole("button", { name: "Créer la politique « Standard »" }).click();
  await expect(sophie.sla.effect).toContainText(/100\s%/);
  await sophie.sla.promise("p3", "first_response", "2 j");
  await expect(sophie.sla.effect).toContainText(/100\s%/);
  await expect(sophie.sla.effect.getByText("1 sur 1").first()).toBeVisible();
});

test("what is not understood is said where it is typed", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/sla");
  await sophie.page.getByRole("button", { name: "Créer la politique « Standard »" }).click();
  const cell = sophie.sla.target("p2", "resolution");
  await sophie.sla.promise("p2", "resolution", "bientôt");
  await expect(cell).toHaveAttribute("aria-invalid", "true");
  await sophie.settings.save();
  await expect(cell).toBeFocused();
  await expect(sophie.page.getByText("Une durée, par exemple")).toBeVisible();
  await sophie.page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(cell).toHaveValue(/^4\sh$/);
  await expect(cell).not.toHaveAttribute("aria-invalid", "true");
});

test("two people change a policy at once, and nothing is lost", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/sla");
  await sophie.page.getByRole("button", { name: "Créer la politique « Standard »" }).click();
  await sophie.sla.promise("p1", "resolution", "3 h");

  const [standard] = await policiesOf(desk);
  const terms = structuredClone(standard!.terms);
  terms.targets["p2"]!.resolution = 600;
  await desk.api().patch(`/sla_policies/${standard!.id}`, { terms });

  await sophie.settings.save();
  await expect(sophie.page.getByText("Quelqu’un d’autre a enregistré entre-temps.")).toBeVisible();
  await expect(sophie.sla.target("p1", "resolution")).toHaveValue(/^3\sh$/);
  await expect(sophie.sla.target("p2", "resolution")).toHaveValue(/^10\sh$/);
  await sophie.settings.save();
  await sophie.says("Modifications enregistrées");
  const [saved] = await policiesOf(desk);
  expect(saved!.terms.targets).toMatchObject({ p1: { resolution: 180 }, p2: { resolution: 600 } });
});

test("policies are added, put in order and taken away", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/sla");
  await sophie.page.getByRole("button", { name: "Créer la politique « Standard »" }).click();
  await sophie.sla.create("Clinique");
  await expect(sophie.sla.policy("Clinique")).toHaveAttribute("aria-current", "true");
  await expect(sophie.sla.policy("Clinique")).toContainText("Désactivée");

  await sophie.sla.policy("Clinique").focus();
  await sophie.page.keyboard.press("Alt+ArrowUp");
  await expect(sophie.sla.policies.first()).toContainText("Clinique");
  await expect(sophie.sla.policy("Clinique")).toBeFocused();
  await expect.poll(async () => (await policiesOf(desk)).map((policy) => policy.name)).toEqual(["Clinique", "Standard"]);

  await sophie.sla.remove("Clinique");
  await sophie.says("Politique Clinique supprimée");
  await expect(sophie.sla.policies).toHaveCount(1);
  expect((await policiesOf(desk)).map((policy) => policy.name)).toEqual(["Standard"]);
});

test("an agent does not reach the promises", async ({ desk, open }) => {
  const ines = await open(desk.agent, "/settings/sla");
  await expect(ines.heading("Accès réservé")).toBeVisible();
});
