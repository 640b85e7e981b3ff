import { writeFileSync } from 'node:fs'
import { DRAWING, drawHouse } from './drawing/house.ts'
import { readSources } from './guards/sources.ts'

/** Draws the house anew, from the imports as they are. */
writeFileSync(DRAWING, drawHouse(readSources('.')))
console.log(`drawn: ${DRAWING}`)
