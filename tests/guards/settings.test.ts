import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parseConfig, settings, type ConfigError } from '../../src/config.ts'

const example = readFileSync('.env.example', 'utf8')
const listed = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key ?? '', value ?? ''] as const)

test('.env.example names every setting and no other', () => {
  expect(listed.map(([key]) => key).sort()).toEqual(Object.keys(settings.shape).sort())
})

test('what .env.example gives as default is the default', () => {
  expect(parseConfig(Object.fromEntries(listed))).toEqual(parseConfig({}))
})

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    return (error as ConfigError).faults
  }
}
const namedBy = (env: Record<string, string>) => faultsOf(env).map(fault => fault.split(':')[0])

const SERVED = { BASE_URL: 'https://audit.northmoor.example', TRUST_PROXY: '1' }

test('all faulty and all unsafe settings are reported together', () => {
  expect(namedBy({ PORT: 'ninety', MAIL_DRIVER: 'pigeon', APP_SECRET: 'short' })).toEqual(['PORT', 'APP_SECRET', 'MAIL_DRIVER'])
  expect(namedBy({ PORT: 'ninety', ...SERVED, SECURE_COOKIES: 'false', APP_SECRET: 'a'.repeat(40) })).toEqual([
    'PORT',
    'SECURE_COOKIES',
    'APP_SECRET',
  ])
})

test('a setting that cannot be read is told what it may be, in words', () => {
  const faulty = {
    PORT: '99999',
    WORKER: 'yes',
    LOG_LEVEL: 'loud',
    STOP_SECONDS: '1.5',
    MAIL_FROM: 'The audit team',
    UPLOAD_LIMIT_MB: 'abc',
  }
  expect(faultsOf(faulty)).toEqual([
    'PORT: must be a whole number from 1 to 65535',
    'WORKER: must be true or false',
    'STOP_SECONDS: must be a whole number from 0 to 120',
    'LOG_LEVEL: must be one of: fatal, error, warn, info, debug, silent',
    'MAIL_FROM: must hold an email address, like Safeguarding Audit <audit@northmoor.gov.uk>',
    'UPLOAD_LIMIT_MB: must be a whole number from 1 to 500',
  ])
  for (const key of Object.keys(settings.shape))
    for (const odd of ['¿', '-1', '1e9']) expect(faultsOf({ [key]: odd }).join()).not.toMatch(/invalid|expected|too (big|small)|NaN/i)
})

test('mail that leaves needs a server, and an address for its links', () => {
  expect(namedBy({ MAIL_DRIVER: 'smtp' })).toEqual(['SMTP_URL', 'BASE_URL'])
  expect(faultsOf({ MAIL_DRIVER: 'smtp', SMTP_URL: 'smtp://127.0.0.1:25' })).toEqual([
    'BASE_URL: is needed when MAIL_DRIVER is smtp. Without it every link in every email would lead to the reader’s own computer',
  ])
  expect(namedBy({ MAIL_DRIVER: 'smtp', SMTP_URL: 'smtp://127.0.0.1:25', ...SERVED })).toEqual([])
})

test('cookies are sent over https only where people come by https, and a setting that says otherwise stops the start', () => {
  expect(parseConfig(SERVED).SECURE_COOKIES).toBe(true)
  expect(parseConfig({ BASE_URL: 'http://audit.test' }).SECURE_COOKIES).toBe(false)
  expect(parseConfig({}).SECURE_COOKIES).toBe(false)
  expect(namedBy({ ...SERVED, SECURE_COOKIES: 'false' })).toEqual(['SECURE_COOKIES'])
  expect(namedBy({ BASE_URL: 'http://audit.test', SECURE_COOKIES: 'true' })).toEqual(['SECURE_COOKIES'])
})

test.each(['javascript:alert(1)', 'ftp://audit.example', 'audit.example', 'https://audit.example/audit', 'https://audit.example/?a=1'])(
  'links cannot begin with %s',
  BASE_URL => expect(namedBy({ BASE_URL })).toEqual(['BASE_URL']),
)

test.each([
  'a'.repeat(40),
  'passwordpasswordpasswordpassword',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789012345678901234567890123',
  'please-changeme-before-going-to-production',
])('a secret that can be guessed stops the start: %s', APP_SECRET => expect(namedBy({ APP_SECRET })).toEqual(['APP_SECRET']))

test.each([
  '8f2d1c0b9a7e6f5d4c3b2a1908f7e6d5c4b3a291',
  'NTCtTfYkv0ezj9H/3mO3uLkuX2oD8f0m0w6yTzJrYbQh',
  'a long sentence that nobody else thinks of',
])('a secret that cannot be guessed is taken: %s', APP_SECRET => expect(namedBy({ APP_SECRET })).toEqual([]))

test('a demonstration is made only where nobody said where data, people or mail are, or where it is asked for', () => {
  expect(parseConfig({}).DEMONSTRATION).toBe(true)
  const real = [
    { DATABASE_URL: 'postgres://audit@db.example/audit' },
    { BASE_URL: 'http://audit.test' },
    { SMTP_URL: 'smtp://127.0.0.1:25' },
  ]
  for (const settingsOfRealUse of real) {
    expect(parseConfig(settingsOfRealUse).DEMONSTRATION).toBe(false)
    expect(parseConfig({ ...settingsOfRealUse, DEMONSTRATION: 'true' }).DEMONSTRATION).toBe(true)
  }
})
