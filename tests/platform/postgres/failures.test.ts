import { tmpdir } from 'node:os'
import { expect, test } from '@jest/globals'
import { startFailure } from '../../../src/platform/postgres/failures.ts'

test.each([
  ['could not write lock file "postmaster.pid": No space left on device', 'is full. Make room on it and start again'],
  ['could not open file "PG_VERSION": Permission denied', 'Start the program as the user who owns it'],
  ['data directory "x" has wrong ownership', 'Start the program as the user who owns it'],
  ['data directory "x" has group or world access', 'Set DATA_DIR to a folder on an ordinary disk'],
  ['could not bind Unix address "./.s.PGSQL.5432": Operation not supported', 'cannot hold a Unix socket. Set DATA_DIR'],
  ['could not map anonymous shared memory: Cannot allocate memory', 'Give it at least 512 MB'],
  ['error while loading shared libraries: libicuuc.so.60', 'Delete node_modules and run npm install again'],
  ['could not locate a valid checkpoint record', 'Keep a copy of the folder, then restore your last backup'],
  ['something that nobody foresaw', 'It stopped while starting.'],
])('a server that says “%s” is explained: “%s”', (words, advice) => {
  const log =
    'LOG:  starting PostgreSQL\n' +
    `FATAL:  ${words}\n` +
    'FATAL:  the database system is starting up\nLOG:  database system is shut down\n'
  const { message } = startFailure(log, tmpdir(), '/data/postgres/server.log')
  expect(message).toContain(advice)
  expect(message).toContain(`It said: “FATAL:  ${words}”`)
  expect(message).toContain('/data/postgres/server.log')
})
