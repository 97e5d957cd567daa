"""Rules about the reload options of uvicorn."""
