import { expect, test } from '@jest/globals'
import { passwordFault } from '../../../src/features/accounts/passwordRules.ts'
import { newRecoveryCodes, recoveryCodeHash } from '../../../src/features/accounts/recoveryCodes.ts'

const owner = { name: 'Priya Shah-Thornbury', email: 'p.shah@hexhamshire.example' }

test.each([
  'four quiet marsh harriers',
  'teapot lantern gravel',
  'vX9#kk2Lm!qprT',
  'un petit chat dort ici',
  'ежевика под дождём',
  'correct donkey battery stapler',
])('%j may be a password', password => {
  expect(passwordFault(password, owner)).toBeNull()
})

test.each([
  ['short', 'must be 12 characters or more'],
  ['elevenchars', 'must be 12 characters or more'],
  ['a'.repeat(201), 'must be 200 characters or fewer'],
  ['correct horse battery staple', 'well known'],
  ['aaaaaaaaaaaaaaa', 'repeats a few characters'],
  ['abababababababab', 'repeats a few characters'],
  ['Password123456', 'harder to guess'],
  ['P@ssw0rd2027!!', 'harder to guess'],
  ['safeguarding2027', 'harder to guess'],
  ['Safeguarding-Children-1', 'harder to guess'],
  ['qwertyuiop12345', 'harder to guess'],
  ['123456789012', 'harder to guess'],
  ['987654321098', 'harder to guess'],
  ['abcdefghijklmnop', 'harder to guess'],
  ['liverpoolfc2024', 'harder to guess'],
  ['priyashah12345', 'harder to guess'],
  ['Thornbury!Thornbury', 'harder to guess'],
  ['hexhamshire99', 'harder to guess'],
  ['Welcome2School!', 'harder to guess'],
])('%j may not: it %s', (password, why) => {
  expect(passwordFault(password, owner)).toContain(why)
})

test('recovery codes are ten, all different, and known again however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[a-hj-km-np-z2-9]{5}-[a-hj-km-np-z2-9]{5}$/)
  const secret = Buffer.from('a secret')
  const [code = ''] = codes
  const kept = recoveryCodeHash(secret, 7, code)
  expect(recoveryCodeHash(secret, 7, ` ${code.toUpperCase().replace('-', ' ')}`)).toEqual(kept)
  expect(recoveryCodeHash(secret, 8, code)).not.toEqual(kept)
})
