package dev.weft.bench.woven;

import java.util.Arrays;
import java.util.function.IntSupplier;

/** Sorts by the JDK's sort, which is foreign, with a comparator that is woven. */
final class JdkSortProgram implements IntSupplier {
  private final Person[] people = Person.people();
  private final Person.Order order = new Person.Order();

  @Override
  public int getAsInt() {
    Person[] sorted = people.clone();
    Arrays.sort(sorted, order);
    return Person.fingerprint(sorted);
  }
}
