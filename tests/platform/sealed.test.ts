import { expect, test } from '@jest/globals'
import { seal, unseal } from '../../src/platform/sealed.ts'

const secret = Buffer.from('a secret that is long enough for this')

test('a sealed text opens with the same secret and purpose, and with nothing else', () => {
  const sealed = seal(secret, 'totp:1', 'JBSWY3DPEHPK3PXP')
  expect(sealed).not.toContain('JBSW')
  expect(seal(secret, 'totp:1', 'JBSWY3DPEHPK3PXP')).not.toBe(sealed)
  expect(unseal(secret, 'totp:1', sealed)).toBe('JBSWY3DPEHPK3PXP')
  expect(() => unseal(secret, 'totp:2', sealed)).toThrow()
  expect(() => unseal(Buffer.from('another secret that is long enough'), 'totp:1', sealed)).toThrow()
})

test('a sealed text that was changed does not open', () => {
  const bytes = Buffer.from(seal(secret, 'totp:1', 'JBSWY3DPEHPK3PXP'), 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => unseal(secret, 'totp:1', changed.toString('base64url'))).toThrow()
  }
  expect(() => unseal(secret, 'totp:1', '')).toThrow()
})
