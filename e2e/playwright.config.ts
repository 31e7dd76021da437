// The journeys in a real Chromium. `cargo xtask test --only e2e` sets what they need:
//   GUICHET_E2E_BINARY         the server to start
//   GUICHET_E2E_DATABASE       sqlite | postgres
//   GUICHET_TEST_POSTGRES_URL  the cluster in which to make databases
//   GUICHET_E2E_CHROMIUM       the browser
// GUICHET_E2E_SCREENS=1 draws the pictures of `screens/` anew, and does nothing else.
import { defineConfig, devices } from "@playwright/test";

// The page is the same whatever the database: on PostgreSQL those journeys run that rest on what
// is stored, found, counted, hidden and heard of.
const ON_POSTGRES = /(conflict|life|list|live|privacy|promises|routing|setup)\.spec\.ts$/;

function journeys() {
  if (process.env.GUICHET_E2E_SCREENS === "1") return { testMatch: "screens.spec.ts" };
  if (process.env.GUICHET_E2E_DATABASE === "postgres") return { testMatch: ON_POSTGRES };
  return { testIgnore: "screens.spec.ts" };
}

export default defineConfig({
  testDir: "journeys",
  ...journeys(),
  outputDir: "test-results",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    // Recording every step costs as much as the steps; `--trace on` asks for it.
    trace: "off",
    launchOptions: {
      executablePath: process.env.GUICHET_E2E_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
