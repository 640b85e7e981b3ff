import base from '../../jest.config.js'

/** The journeys run the whole program and a real browser: no database of the unit tests, one file at a time. */
/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/tests/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: undefined,
  globalTeardown: undefined,
  setupFilesAfterEnv: [],
  maxWorkers: 1,
  testTimeout: 180_000,
}
