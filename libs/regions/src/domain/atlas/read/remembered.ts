const NOT_ASKED = 0;
const YES = 1;
const NO = 2;

/** The answers to a question about numbers from 0 up to a size, each worked out when it is first asked for: a byte for each number. */
export class Remembered {
  private readonly answers: Uint8Array;

  constructor(
    size: number,
    private readonly ask: (number: number) => boolean,
  ) {
    this.answers = new Uint8Array(size);
  }

  of(number: number): boolean {
    const known = this.answers[number] ?? NOT_ASKED;
    if (known !== NOT_ASKED) return known === YES;
    const answer = this.ask(number);
    this.answers[number] = answer ? YES : NO;
    return answer;
  }
}
