import { openLooking } from '../../../src/platform/looking/openLooking.ts'
import { LOOKER } from '../../support/looking.ts'
import { tellsAll } from './oddLooks.ts'

/** A program that has a looker, says its id, and goes on until it is ended. */
const [script = '', folder = '', file = ''] = process.argv.slice(2)
const looking = openLooking({ ...LOOKER, script, folder })
const { pid } = await looking.look(tellsAll, file, { elsewhere: file })
process.stdout.write(`${pid}\n`)
setInterval(() => undefined, 1000)
