package dev.weft.bench.woven;

import java.util.Comparator;
import java.util.Random;

/** What the sorting programs sort. */
final class Person {
  private final String name;
  private final int age;

  Person(String name, int age) {
    this.name = name;
    this.age = age;
  }

  String name() {
    return name;
  }

  int age() {
    return age;
  }

  /** The same 300 people, in the same order, each time. */
  static Person[] people() {
    Random random = new Random(11);
    Person[] people = new Person[300];
    for (int i = 0; i < people.length; i++) {
      people[i] = new Person("n" + random.nextInt(50), random.nextInt(40));
    }
    return people;
  }

  /** Depends on the order. */
  static int fingerprint(Person[] people) {
    int sum = 0;
    for (int i = 0; i < people.length; i += 7) {
      sum = sum * 31 + people[i].age() + people[i].name().length();
    }
    return sum;
  }

  /** By age, then by name. */
  static final class Order implements Comparator<Person> {
    @Override
    public int compare(Person a, Person b) {
      int byAge = Integer.compare(a.age(), b.age());
      return byAge != 0 ? byAge : a.name().compareTo(b.name());
    }
  }
}
