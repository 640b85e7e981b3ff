import { expect, test } from '@jest/globals'
import { generateSecret, generateSync } from 'otplib'
import { deviceProof, knownDevice } from '../../../src/features/accounts/device.ts'
import { networkOf } from '../../../src/features/accounts/guessingActions.ts'
import { localPath } from '../../../src/features/accounts/nextPath.ts'
import { hashPassword, passwordMatches } from '../../../src/platform/passwordHash.ts'
import { stepOfCode, totpUri } from '../../../src/features/accounts/secondFactor.ts'

test.each([
  ['/rounds', '/rounds'],
  ['/rounds/4/returns?status=late&page=2', '/rounds/4/returns?status=late&page=2'],
  ['//evil.example/x', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['https://evil.example/', undefined],
  // What is harmless as it was typed, and leads elsewhere once it is read as an address.
  ['/..//evil.example', undefined],
  ['/.//evil.example', undefined],
  ['/a/../..//evil.example', undefined],
  ['/%2e%2e//evil.example', undefined],
  ['/%2E//evil.example/%2f..', undefined],
  ['/..\\/evil.example', undefined],
  ['/.\t/\n/evil.example', undefined],
  ['/..//..//evil.example?next=/rounds', undefined],
  ['/rounds//2', '/rounds//2'],
  ['javascript:alert(1)', undefined],
  ['rounds', undefined],
  ['', undefined],
  ['/sign-in', undefined],
  ['/sign-in/link/abc', undefined],
  ['/sign-out', undefined],
  ['/a/../sign-in', undefined],
  [['/rounds'], undefined],
  [`/${'a'.repeat(600)}`, undefined],
])('after signing in, next=%j leads to %j', (asked, expected) => {
  expect(localPath(asked)).toBe(expected)
})

test.each([
  [-60, false],
  [-30, true],
  [0, true],
  [30, true],
  [60, false],
])('a code made %i seconds from now is right: %s', (seconds, right) => {
  const secret = generateSecret()
  const now = new Date('2027-03-27T16:00:00Z')
  const step = now.getTime() / 1000 / 30
  const code = generateSync({ secret, epoch: now.getTime() / 1000 + seconds })
  expect(stepOfCode(secret, code, now, null)).toBe(right ? step + seconds / 30 : null)
})

test('a code of a step that was used, or of one before it, is not right', () => {
  const secret = generateSecret()
  const now = new Date('2027-03-27T16:00:00Z')
  const step = now.getTime() / 1000 / 30
  const code = generateSync({ secret, epoch: now.getTime() / 1000 })
  expect([step - 1, step, step + 1, step + 400].map(last => stepOfCode(secret, code, now, last))).toEqual([step, null, null, null])
})

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('%j is no code at all', code => {
  expect(stepOfCode(generateSecret(), code, new Date(), null)).toBeNull()
})

test('the QR code names the program and the account, so that an app can tell entries apart', () => {
  expect(totpUri('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'priya@northmoor.example')).toBe(
    'otpauth://totp/Safeguarding%20Audit:priya%40northmoor.example?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Safeguarding%20Audit',
  )
})

test('a password is kept as an argon2id hash with the costs that OWASP asks for', async () => {
  const kept = await hashPassword('café and a half, please')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordMatches(kept, 'cafe\u0301 and a half, please')).toBe(true)
  expect(await passwordMatches(kept, 'cafe and a half, please')).toBe(false)
  expect(await passwordMatches(null, 'nobody has this password')).toBe(false)
})

test('a browser is known only by the proof that was made for the same address with the same secret', () => {
  const secret = Buffer.from('one secret')
  const proof = deviceProof(secret, 'a@b.example', 'a-browser')
  expect(knownDevice(secret, 'a@b.example', proof)).toBe(proof.split('.')[0])
  expect(knownDevice(secret, 'c@b.example', proof)).toBeNull()
  expect(knownDevice(Buffer.from('another'), 'a@b.example', proof)).toBeNull()
  for (const forged of [undefined, '', '.', 'x.y', `${proof}x`]) expect(knownDevice(secret, 'a@b.example', forged)).toBeNull()
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('guesses from %j count for %j', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
