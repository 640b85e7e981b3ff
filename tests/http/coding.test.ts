import { together } from '../support/together.ts'

await together(new URL('./coding/', import.meta.url))
