import { existsSync } from 'node:fs'
import { chromium, firefox, type Browser } from 'playwright-core'

/** Which browser the journeys run in: Chromium, unless the configuration says Firefox. */
export const isFirefox = process.env.JOURNEYS_IN === 'firefox'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws when the browser is not there */
export function launchBrowser(): Promise<Browser> {
  // The channel makes Playwright speak WebDriver BiDi: a Firefox as people install it does not know Playwright's own protocol (decision 0047).
  if (isFirefox)
    return firefox.launch({ executablePath: placeOf('Firefox', 'FIREFOX_PATH', '/usr/bin/firefox-esr'), channel: 'moz-firefox' })
  return chromium.launch({ executablePath: placeOf('Chromium', 'CHROMIUM_PATH', '/usr/bin/chromium'), args: QUIET })
}

function placeOf(name: string, setting: string, usual: string): string {
  const place = process.env[setting] ?? usual
  if (!existsSync(place)) throw new Error(`There is no ${name} at ${place}: install it, or say where it is with ${setting}.`)
  return place
}
