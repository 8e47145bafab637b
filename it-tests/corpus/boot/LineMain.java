/** Prints a line: nearly all of its time is the JVM's, and what an agent adds. */
public class LineMain {
  public static void main(String[] args) {
    System.out.println("line");
  }
}
