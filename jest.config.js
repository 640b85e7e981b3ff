import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRooms } from './tests/rooms/rooms.ts'

// What prepares and judges a run is compiled once, and so are the programs that tests start, which is half of a start.
process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'node-compile-cache')
enableCompileCache(process.env.NODE_COMPILE_CACHE)

// tests/unit and each folder below tests/http and tests/guards run as one file of their name, unless something in them is asked for
// (docs/decisions/0050).
const ONE_OF_A_FOLDER = '/tests/(unit|(http|guards)/[a-zA-Z]+)/'
const isNamed = process.argv.some(argument => /tests\/(unit|(http|guards)\/[a-zA-Z]+)\/\w/.test(argument))
/** Whether some tests are asked for: then the rooms that a whole run has together run one by one. */
const isPart = process.argv.slice(2).some(argument => !argument.startsWith('-'))
const ROOMS_LEFT_OUT = isPart && !process.argv.some(argument => argument.includes('tests/rooms')) ? '/tests/rooms/' : inRooms()

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/tests/support/jest/environment.ts',
  runtime: '<rootDir>/tests/support/jest/runtime.ts',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/browser/', ROOMS_LEFT_OUT, ...(isNamed ? [] : [ONE_OF_A_FOLDER])],
  // Node reads the tests and the program by itself.
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/var/', '<rootDir>/build/'],
  // Read by Node itself: Jest would compile all that they reach, once more and in another way than for the tests.
  globalSetup: '<rootDir>/tests/support/globalSetup.mts',
  globalTeardown: '<rootDir>/tests/support/globalTeardown.mts',
  reporters: ['default', '<rootDir>/tests/support/rowsReporter.ts'],
  setupFilesAfterEnv: ['<rootDir>/tests/support/afterEach.ts'],
  testSequencer: '<rootDir>/tests/support/longestFirst.js',
  // Two processors, and one more because some files mostly wait.
  maxWorkers: 3,
  // What grows is the modules of the files before: with a gigabyte of them, collecting garbage costs more than to begin afresh.
  workerIdleMemoryLimit: '1GB',
  // A worker with nothing left to do ends at once, but gives back its memory (800 MB after 25 files, whose modules Jest keeps)
  // only after 0.2 s, more when busy: the usual half second would call that a leak. One that is kept open still is told.
  workerGracefulExitTimeout: 10_000,
  // Hangs are found by this, speed by the benchmarks: a machine with other work to do is no fault.
  testTimeout: 60_000,
}
