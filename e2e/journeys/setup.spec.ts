// An empty desk: the first page makes its first administrator.
import { expect, test } from "../fixtures/test.ts";

const FIRST = {
  desk: "Maison Vermeil",
  name: "Claire Fontaine",
  email: "claire.fontaine@vermeil.example",
  password: "une phrase assez longue",
};

test("the first visitor of an empty desk becomes its administrator", async ({ startServer, visit }) => {
  const server = await startServer();
  const claire = await visit(server, null, "/");
  await expect(claire.door.setupHeading).toBeVisible();

  await claire.door.setUp({ ...FIRST, email: "claire" });
  await expect(claire.door.field("setup.email")).toHaveAttribute("aria-invalid", "true");
  await claire.door.setUp(FIRST);
  await expect(claire.list.views).toBeVisible();
  await expect(claire.page.getByText("Rien à traiter")).toBeVisible();
  await claire.page.getByRole("link", { name: "Réglages" }).click();
  await expect(claire.page.getByLabel("Nom", { exact: true })).toHaveValue(FIRST.desk);

  const another = await visit(server, null, "/setup");
  await expect(another.door.signInHeading).toBeVisible();
  await another.door.signIn(FIRST.email, FIRST.password);
  await expect(another.list.views).toBeVisible();
});
