import base from './jest.config.js'

process.env.JOURNEYS_IN = 'firefox'

/** The journeys of people, in Firefox. The walks over every page judge markup, which no browser changes: they run in Chromium alone. */
/** @type {import('jest').Config} */
export default { ...base, testMatch: ['<rootDir>/tests/browser/(dsl|seen|coordinator).test.ts'] }
