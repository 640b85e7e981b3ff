import base from '../../jest.config.js'

/** The journeys run the whole program and a real browser: no database of the unit tests, and a program and a browser for each file. */
/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/tests/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/tests/browser/support/prepare.mts',
  globalTeardown: '<rootDir>/tests/browser/support/clearAway.mts',
  setupFilesAfterEnv: [],
  maxWorkers: 2,
  testTimeout: 180_000,
}
