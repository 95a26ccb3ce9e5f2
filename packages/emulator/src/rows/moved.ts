/** What a statement read or wrote ahead of its run is not what is there any more: it is done again. */
export class Moved extends Error {
  override readonly name = "Moved";
}
