package acme.grpc;

import acme.Program;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;

/** A service that answers on gRPC's event loop, and a client. */
public final class GrpcMain implements Program {
  private static final int REQUESTS = 4000;

  private static final MethodDescriptor<String, String> GREET =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("acme.Greeter/greet")
          .setRequestMarshaller(new TextMarshaller())
          .setResponseMarshaller(new TextMarshaller())
          .build();

  private GrpcMain() {}

  public static void main(String[] args) {
    Program.main(args, new GrpcMain());
  }

  @Override
  public void run(String what) throws Exception {
    Server server =
        ServerBuilder.forPort(0)
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder("acme.Greeter")
                    .addMethod(GREET, ServerCalls.asyncUnaryCall(GrpcMain::greet))
                    .build())
            .build()
            .start();
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    if (what.equals("bugs")) {
      call(channel, "slow");
    } else {
      for (int i = 0; i < REQUESTS; i++) {
        call(channel, "world");
      }
    }
    channel.shutdown().awaitTermination(1, TimeUnit.MINUTES);
    server.shutdown().awaitTermination(1, TimeUnit.MINUTES);
  }

  private static void call(ManagedChannel channel, String name) {
    ClientCalls.blockingUnaryCall(channel, GREET, CallOptions.DEFAULT, name);
  }

  private static void greet(String name, StreamObserver<String> answer) {
    if (name.equals("slow")) {
      sleep();
    }
    answer.onNext("hello " + name);
    answer.onCompleted();
  }

  private static void sleep() {
    try {
      Thread.sleep(5); // bug: sleep
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
