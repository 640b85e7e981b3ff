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

test('all faulty settings are reported together', () => {
  const faults = (() => {
    try {
      parseConfig({ PORT: 'ninety', MAIL_DRIVER: 'pigeon', APP_SECRET: 'short' })
      return []
    } catch (error) {
      return (error as ConfigError).faults
    }
  })()
  expect(faults.map(fault => fault.split(':')[0])).toEqual(['PORT', 'APP_SECRET', 'MAIL_DRIVER'])
})

test('mail by SMTP needs a server', () => {
  expect(() => parseConfig({ MAIL_DRIVER: 'smtp' })).toThrow('SMTP_URL')
})
