import type { Worded } from './catalogues.ts'

/** The words of the conversation page in plain Dutch (B1). Every other language has the same keys; Dutch stands in for one that could not be loaded. */
const messages = {
  connecting: 'Even geduld',
  connectingText: 'We maken verbinding.',
  first: 'U bent als eerste aan de beurt',
  place: {
    one: 'U bent aan de beurt na {count} ander',
    other: 'U bent aan de beurt na {count} anderen',
  },
  waiting: 'U staat in de wachtrij',
  returned: 'De medewerker is weggevallen. U houdt uw plaats in de wachtrij.',
  transferred: 'De medewerker heeft u doorverbonden. U houdt uw plaats in de wachtrij.',
  keepOpen: 'Laat dit scherm open. Een medewerker komt vanzelf bij u.',
  wait: 'Wachttijd: ongeveer {time}.',
  active: 'Een medewerker is er',
  activeNamed: 'Medewerker {name} is er',
  identified: 'De medewerker weet wie u bent.',
  lost: 'Geen verbinding. We proberen het vanzelf opnieuw.',
  back: 'Er is weer verbinding.',
  ended: 'Het gesprek is klaar',
  endedText: 'Uw gegevens zijn gewist.',
  again: 'Opnieuw contact opnemen',
  refused: 'Begin opnieuw op dit apparaat',
  refusedText:
    'Dit gesprek hoort bij een ander apparaat of een ander venster. Kreeg u een link van iemand anders? Ga dan niet verder.',
  asked: 'De medewerker vraagt wie u bent.',
  askedAgain: 'Inloggen is niet gelukt. Er is niets gedeeld. U kunt het opnieuw proberen.',
  identify: 'Laat zien wie u bent',
  notNow: 'Nu niet',
  loggedIn: 'U bent nog ingelogd. Uitloggen kan nu al. Het gesprek gaat gewoon door.',
  logOut: 'Uitloggen',
  stop: 'Stoppen en gegevens wissen',
  stopQuestion: 'Wilt u stoppen?',
  stopText: 'Het gesprek is dan klaar. We wissen uw gegevens.',
  stopYes: 'Ja, stop en wis',
  stopNo: 'Nee, ga door',
}

export type Words = Worded<typeof messages>
export default messages as Words
