import { roomsTogether } from '../support/together.ts'

await roomsTogether('promises')
