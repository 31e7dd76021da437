// The journeys in a real Chromium. `cargo xtask test --only e2e` sets what they need:
//   GUICHET_E2E_BINARY         the server to start
//   GUICHET_E2E_DATABASE       sqlite | postgres
//   GUICHET_TEST_POSTGRES_URL  the cluster in which to make databases
//   GUICHET_E2E_CHROMIUM       the browser
import { defineConfig, devices } from "@playwright/test";

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    actionTimeout: 10_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
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
