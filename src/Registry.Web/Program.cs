var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/-/liveness", () => "ok");
app.Run();
