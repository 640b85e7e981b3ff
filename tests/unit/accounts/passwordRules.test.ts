import { randomInt } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
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
  ['1q2w3e4r5t6y', 'harder to guess'],
  ['q1w2e3r4t5y6', 'harder to guess'],
  ['qazwsxedcrfv', 'harder to guess'],
  ['1qaz2wsx3edc', 'harder to guess'],
  ['ZAQ12wsxcde3', 'harder to guess'],
  ['1Q2w3E4r5T6y7U', 'harder to guess'],
  ['2wsx3edc4rfv', 'harder to guess'],
  ['thisismypassword', 'harder to guess'],
  ['trustno1trustno1', 'repeats a few characters'],
  ['Butterfly.Dolphin7', 'well known'],
  ['kestrel9kestrel9', 'repeats a few characters'],
  ['zq7zq7zq7zq7zq7', 'repeats a few characters'],
])('%j may not: it %s', (password, why) => {
  expect(passwordFault(password, owner)).toContain(why)
})

test('recovery codes are ten, all different, and known again however they are typed', () => {
  const codes = newRecoveryCodes(randomInt)
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[a-hj-km-np-z2-9]{5}-[a-hj-km-np-z2-9]{5}$/)
  const secret = Buffer.from('a secret')
  const [code = ''] = codes
  const kept = recoveryCodeHash(secret, asId(7), code)
  expect(recoveryCodeHash(secret, asId(7), ` ${code.toUpperCase().replace('-', ' ')}`)).toEqual(kept)
  expect(recoveryCodeHash(secret, asId(8), code)).not.toEqual(kept)
})
