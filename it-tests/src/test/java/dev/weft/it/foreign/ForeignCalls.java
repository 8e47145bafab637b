package dev.weft.it.foreign;

import dev.weft.Pinned;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import outside.Unwoven;

/** The foreign frames of the suite. */
final class ForeignCalls {
  private ForeignCalls() {}

  static Stream<ForeignCall> all() {
    return Stream.of(callbacks(), structures(), delegators(), machinery()).flatMap(List::stream);
  }

  private static List<ForeignCall> callbacks() {
    return List.of(
        ForeignCall.of("excluded class", "outside.Unwoven.supply", Unwoven::supply),
        ForeignCall.of("List.forEach", "java.util.ArrayList.forEach", ForeignCalls::forEach),
        ForeignCall.of(
            "Iterable.forEach", "java.lang.Iterable.forEach", ForeignCalls::iterableForEach),
        ForeignCall.of("Collections.sort", "java.util.TimSort.", ForeignCalls::sort),
        ForeignCall.of("TreeMap.put", "java.util.TreeMap.", ForeignCalls::treeMap),
        ForeignCall.of(
            "HashMap.computeIfAbsent",
            "java.util.HashMap.computeIfAbsent",
            body -> new HashMap<String, Integer>().computeIfAbsent("k", k -> body.get())),
        ForeignCall.of(
            "ConcurrentHashMap.computeIfAbsent",
            "java.util.concurrent.ConcurrentHashMap.computeIfAbsent",
            body -> new ConcurrentHashMap<String, Integer>().computeIfAbsent("k", k -> body.get())),
        ForeignCall.of(
            "Optional.map",
            "java.util.Optional.map",
            body -> Optional.of(1).map(i -> body.get()).get()),
        ForeignCall.of(
            "stream stage",
            "java.util.stream.",
            body -> Stream.of(1).map(i -> body.get()).reduce(0, Integer::sum)),
        ForeignCall.of(
            "Iterator in a stream",
            "java.util.",
            body -> new Fixtures.SupplyingList(body).stream().findFirst().get()));
  }

  private static List<ForeignCall> structures() {
    return List.of(
        new ForeignCall(
            "constructor",
            Pinned.CONSTRUCTOR,
            "dev.weft.it.foreign.Fixtures$Constructed.<init>",
            body -> new Fixtures.Constructed(body).result),
        new ForeignCall(
            "class initialiser",
            Pinned.CLASS_INITIALIZER,
            "dev.weft.it.foreign.Fixtures$Initialised.<clinit>",
            Fixtures::initialise),
        new ForeignCall(
            "synchronized method",
            Pinned.MONITOR,
            "dev.weft.it.foreign.Fixtures$Locked.inMethod",
            body -> new Fixtures.Locked().inMethod(body)),
        new ForeignCall(
            "synchronized static method",
            Pinned.MONITOR,
            "dev.weft.it.foreign.Fixtures.synchronizedStatic",
            Fixtures::synchronizedStatic),
        new ForeignCall(
            "synchronized block",
            Pinned.MONITOR,
            "dev.weft.it.foreign.Fixtures$Locked.inBlock",
            body -> new Fixtures.Locked().inBlock(body)));
  }

  private static List<ForeignCall> delegators() {
    return List.of(
        ForeignCall.of("Thread.run", "java.lang.Thread.run", ForeignCalls::threadRun),
        ForeignCall.of(
            "CompletableFuture.AsyncRun",
            "java.util.concurrent.CompletableFuture$AsyncRun.run",
            ForeignCalls::asyncRun),
        ForeignCall.of(
            "FutureTask", "java.util.concurrent.FutureTask.run", ForeignCalls::futureTask),
        ForeignCall.of(
            "unmodifiableList",
            "java.util.Collections$UnmodifiableList.get",
            body -> Collections.unmodifiableList(new Fixtures.SupplyingList(body)).get(0)),
        ForeignCall.of(
            "synchronizedList",
            "java.util.Collections$SynchronizedList.get",
            body -> Collections.synchronizedList(new Fixtures.SupplyingList(body)).get(0)),
        ForeignCall.of(
            "reverseOrder",
            "java.util.Collections$ReverseComparator2.compare",
            ForeignCalls::reverseOrder),
        ForeignCall.of(
            "toString of a collection",
            "java.lang.String.valueOf",
            body ->
                Integer.parseInt(
                    List.of(new Fixtures.Texted(body)).toString().replaceAll("[\\[\\]]", ""))),
        ForeignCall.of("JDK proxy", "", ForeignCalls::proxy),
        ForeignCall.of(
            "overridden by the same object's", "outside.Unwoven.count", ForeignCalls::counting));
  }

  private static List<ForeignCall> machinery() {
    return List.of(
        ForeignCall.of("doPrivileged", "java.security.AccessController.", ForeignCalls::privileged),
        ForeignCall.of(
            "native frame",
            "java.lang.StackStreamFactory",
            body -> StackWalker.getInstance().walk(s -> body.get())),
        ForeignCall.of("readObject by reflection", "java.", ForeignCalls::deserialise));
  }

  private static int forEach(Supplier<Integer> body) {
    int[] result = new int[1];
    new ArrayList<>(List.of(1)).forEach(i -> result[0] = body.get());
    return result[0];
  }

  private static int iterableForEach(Supplier<Integer> body) {
    int[] result = new int[1];
    new LinkedList<>(List.of(1)).forEach(i -> result[0] = body.get());
    return result[0];
  }

  private static int sort(Supplier<Integer> body) {
    Fixtures.Order order = new Fixtures.Order(body);
    Collections.sort(new ArrayList<>(List.of(2, 1)), order);
    return order.result;
  }

  private static int treeMap(Supplier<Integer> body) {
    Fixtures.Order order = new Fixtures.Order(body);
    new TreeMap<Integer, Integer>(order).put(1, 1);
    return order.result;
  }

  private static int reverseOrder(Supplier<Integer> body) {
    Fixtures.Order order = new Fixtures.Order(body);
    Collections.reverseOrder(order).compare(1, 2);
    return order.result;
  }

  private static int threadRun(Supplier<Integer> body) {
    Fixtures.Task task = new Fixtures.Task(body);
    Thread delegator = new Thread(task);
    delegator.run();
    return task.result;
  }

  private static int asyncRun(Supplier<Integer> body) throws Exception {
    Fixtures.Task task = new Fixtures.Task(body);
    CompletableFuture.runAsync(task, Runnable::run).get();
    return task.result;
  }

  private static int futureTask(Supplier<Integer> body) throws Exception {
    FutureTask<Integer> future = new FutureTask<>(body::get);
    future.run();
    return future.get();
  }

  @SuppressWarnings("unchecked")
  private static int proxy(Supplier<Integer> body) {
    Supplier<Integer> proxy =
        (Supplier<Integer>)
            Proxy.newProxyInstance(
                ForeignCalls.class.getClassLoader(),
                new Class<?>[] {Supplier.class},
                (self, method, args) -> body.get());
    return proxy.get();
  }

  private static int counting(Supplier<Integer> body) {
    Fixtures.Counting counting = new Fixtures.Counting(body);
    return counting.count(1) == 1 ? counting.result : -1;
  }

  @SuppressWarnings("removal")
  private static int privileged(Supplier<Integer> body) {
    return AccessController.doPrivileged((PrivilegedAction<Integer>) body::get);
  }

  private static int deserialise(Supplier<Integer> body) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new Fixtures.Read());
    Fixtures.body = body;
    return ((Fixtures.Read)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .result;
  }
}
