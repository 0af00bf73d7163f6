/** The whole way, with the result through the browser. */
import { huong, zoe } from './people.ts'
import { wholeWay } from './whole-way.ts'

wholeWay('result', [
  { lang: 'nl', width: 320, person: huong },
  { lang: 'en', width: 1280, person: zoe },
])
