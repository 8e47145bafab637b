package dev.weft.it.foreign.closed;

/** Gives out values of a type that only its package sees. */
public final class Api {
  private Api() {}

  public static Item[] all() {
    return new Item[] {new Item(), new Item()};
  }

  public static int count(Item[] items) {
    return items.length;
  }

  public static int one(Item item) {
    return item == null ? 0 : 1;
  }
}
