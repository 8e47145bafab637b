package dev.weft.bench.woven;

import java.util.Comparator;
import java.util.function.IntSupplier;

/** Sorts by a quicksort of its own: sort and comparator are woven both. */
final class QuickSortProgram implements IntSupplier {
  private final Person[] people = Person.people();
  private final Comparator<Person> order = new Person.Order();

  @Override
  public int getAsInt() {
    Person[] sorted = people.clone();
    sort(sorted, 0, sorted.length - 1);
    return Person.fingerprint(sorted);
  }

  private void sort(Person[] a, int low, int high) {
    if (low >= high) {
      return;
    }
    Person pivot = a[(low + high) >>> 1];
    int i = low;
    int j = high;
    while (i <= j) {
      while (order.compare(a[i], pivot) < 0) {
        i++;
      }
      while (order.compare(a[j], pivot) > 0) {
        j--;
      }
      if (i <= j) {
        Person swapped = a[i];
        a[i++] = a[j];
        a[j--] = swapped;
      }
    }
    sort(a, low, j);
    sort(a, i, high);
  }
}
